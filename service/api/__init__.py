"""The routes, one module a resource: parse, call a workflow or a store, return."""
