"""Peers: what could be had without Crosswalk, measured on the same cases in the same run."""
