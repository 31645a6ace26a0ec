"""How a synthesis was made: inputs, versions and settings, as labels and values."""

from pipeline.synthesis.dutch import number
from pipeline.synthesis.material import Material


def making(material: Material) -> tuple[tuple[str, str], ...]:
    """Return labels and values, for a reader who wants to repeat it."""
    manifest = material.manifest
    card, versions = manifest.get("model_card", {}), manifest.get("versions", {})
    statuses = ", ".join(f"{status}: {count}" for status, count in manifest.get("statuses", {}).items())
    facts = {
        "Codeboek": f"{material.codebook.titel}, versie {material.codebook.versie}",
        "Bestanden": statuses,
        "Getraind op": f"{number(card.get('passages', 0))} passages uit {number(card.get('documents', 0))} documenten",
        "Gecodeerd door": ", ".join(card.get("coders", ())),
        "Model": str(card.get("fingerprint", "")),
        "Taalmodel": str(manifest.get("language_model") or "geen; alleen organisaties van de eigen lijst"),
        "Versies": ", ".join(f"{name} {version}" for name, version in versions.items()),
        "Verantwoording": "run.json: invoer met hashes, instellingen, modelkaart",
    }
    return tuple((label, value) for label, value in facts.items() if value)
