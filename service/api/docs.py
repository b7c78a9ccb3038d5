"""The API's reference as a page, rendered here from the OpenAPI document."""

from typing import Any

from flask import Blueprint, current_app, render_template

blueprint = Blueprint(
    "docs",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static/api",
)


@blueprint.get("/docs")
def docs() -> str:
    """Every call with its fields; nothing is fetched from elsewhere."""
    document = current_app.extensions["counterpoint_api"].spec.to_dict()
    return render_template("docs.html", document=document, fields=_fields(document))


def _fields(document: dict[str, Any]) -> Any:
    """How a template lists a schema's fields: name, type, whether required, what it is."""
    schemas = document["components"]["schemas"]

    def listed(schema: dict[str, Any]) -> list[tuple[str, str, bool, str]]:
        found = _resolved(schema, schemas)
        required = found.get("required", [])
        return [
            (name, _type(each, schemas), name in required, each.get("description", ""))
            for name, each in found.get("properties", {}).items()
        ]

    return listed


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schemas[name] if name else schema
    return found


def _type(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    several = schema.get("anyOf", []) + schema.get("allOf", [])
    if several:
        return " or ".join(_type(each, schemas) for each in several)
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"] if each is not None)
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], schemas)}"
    kinds = schema.get("type", "any")
    return " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
