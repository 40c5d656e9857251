"""A record as W3C PROV-JSON: the answer, what it was derived from, the activity that made it, and for whom."""

from __future__ import annotations

import json
from typing import Any

from prov.model import ProvDocument

from service.provenance.ledger import Entry

_NAMESPACE = "urn:crosswalk:"


def to_prov_json(entry: Entry) -> dict[str, Any]:
    """The record in W3C PROV-JSON (member submission of 24 April 2013)."""
    record = entry.record
    document = ProvDocument()
    document.add_namespace("crosswalk", _NAMESPACE)
    document.set_default_namespace(_NAMESPACE)
    said = document.entity(
        f"crosswalk:{record.id}",
        {
            "prov:type": record.kind,
            "crosswalk:mode": record.mode,
            "crosswalk:sha256": entry.hash,
            "crosswalk:claims": len(record.claims),
        },
    )
    made = document.activity(
        f"crosswalk:{record.id}-activity",
        record.made_at,
        record.made_at,
        {"crosswalk:glossary": record.glossary.revision, **{f"crosswalk:{k}": v for k, v in record.request.items()}},
    )
    asker = document.agent(f"crosswalk:caller-{_local(record.caller)}", {"prov:type": "prov:Person"})
    software = document.agent(
        "crosswalk:service", {"prov:type": "prov:SoftwareAgent", "crosswalk:version": record.software}
    )
    document.wasGeneratedBy(said, made, record.made_at)
    document.wasAssociatedWith(made, software)
    document.actedOnBehalfOf(software, asker, made)
    for source in record.sources:
        entity = document.entity(
            f"crosswalk:{_local(source.id)}",
            {
                "crosswalk:sha256": source.sha256,
                **({"crosswalk:document": source.document_id} if source.document_id else {}),
                **({"crosswalk:version": source.version} if source.version is not None else {}),
            },
        )
        document.used(made, entity)
        if source.cited:
            document.wasDerivedFrom(said, entity, made)
    content: dict[str, Any] = json.loads(document.serialize(format="json") or "{}")
    return content


def _local(name: str) -> str:
    return "".join(c if c.isalnum() or c in "_-" else "-" for c in name)
