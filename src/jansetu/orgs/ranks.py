"""The rank ladder of a public-relations department and of the offices it serves (row 1.25)."""

from __future__ import annotations

from jansetu.fields.words import both

# Highest first. The label here is the fallback; the state's term pack says it in its own words.
RANKS: dict[str, tuple[str, str]] = {
    "minister": ("मंत्री", "Minister"),
    "chief_secretary": ("मुख्य सचिव", "Chief Secretary"),
    "principal_secretary": ("प्रमुख सचिव", "Principal Secretary"),
    "osd_media": ("विशेष कर्तव्यस्थ अधिकारी (मीडिया)", "Officer on Special Duty (Media)"),
    "commissioner": ("आयुक्त", "Commissioner"),
    "divisional_commissioner": ("संभागायुक्त", "Divisional Commissioner"),
    "director": ("संचालक", "Director"),
    "additional_director": ("अपर संचालक", "Additional Director"),
    "collector": ("कलेक्टर", "Collector"),
    "additional_collector": ("अपर कलेक्टर", "Additional Collector"),
    "joint_director": ("संयुक्त संचालक", "Joint Director"),
    "deputy_director": ("उप संचालक", "Deputy Director"),
    "assistant_director": ("सहायक संचालक", "Assistant Director"),
    "pro": ("जनसम्पर्क अधिकारी", "Public Relations Officer"),
    "assistant_pro": ("सहायक जनसम्पर्क अधिकारी", "Assistant Public Relations Officer"),
    "assistant_information_officer": ("सहायक सूचना अधिकारी", "Assistant Information Officer"),
    "district_officer": ("जिला स्तरीय अधिकारी", "District Level Officer"),
    "system_analyst": ("सिस्टम एनालिस्ट", "System Analyst"),
    "publicity_assistant": ("प्रचार सहायक", "Publicity Assistant"),
    "representative": ("सोशल मीडिया प्रतिनिधि", "Social Media Representative"),
    "staff": ("कर्मचारी", "Employee"),
}


def choices() -> list[tuple[str, str]]:
    """For the model field; a callable, so that a new rank makes no migration."""
    return [(code, both(*labels)) for code, labels in RANKS.items()]
