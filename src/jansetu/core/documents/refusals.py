"""What is said of files that cannot be read, and what to do instead."""

from __future__ import annotations

from jansetu.core.errors import Refusal


def unknown_kind() -> Refusal:
    """Neither Word nor Excel nor PDF nor text."""
    return Refusal(
        "document_unknown",
        hi="यह फ़ाइल पढ़ी नहीं जा सकती। .docx, .xlsx, .pdf या .txt फ़ाइल चुनें।",
        en="This file cannot be read. Choose a .docx, .xlsx, .pdf or .txt file.",
    )


def broken() -> Refusal:
    """Torn, half uploaded, or made by a bad program."""
    return Refusal(
        "document_broken",
        hi="यह फ़ाइल टूटी हुई या अधूरी है। इसे उसके प्रोग्राम में खोलकर फिर सहेजें, या पाठ चिपकाएँ।",
        en="This file is broken or incomplete. Open it in its program and save it again, or paste the text.",
    )


def locked_or_old() -> Refusal:
    """A password, or the format before 2007: both lie in the same container."""
    return Refusal(
        "document_locked",
        hi="यह फ़ाइल पासवर्ड से बंद है या पुराने .doc/.xls रूप में है। पासवर्ड हटाकर .docx या .xlsx में सहेजें।",
        en="This file has a password or the old .doc/.xls form. "
        "Remove the password and save it as .docx or .xlsx.",
    )


def locked() -> Refusal:
    """A PDF with a password."""
    return Refusal(
        "document_locked",
        hi="यह PDF पासवर्ड से बंद है। बिना पासवर्ड की प्रति चुनें।",
        en="This PDF is locked by a password. Choose a copy without one.",
    )


def too_large(size: int) -> Refusal:
    """The file, or what it unpacks to."""
    most = max(1, size // (1024 * 1024))
    return Refusal(
        "document_too_large",
        hi=f"यह फ़ाइल बहुत बड़ी है (अधिकतम {most} MB, और उसी अनुपात में पाठ)। "
        "चित्र हटाएँ, बाँट लें या केवल समाचार चिपकाएँ।",
        en=f"This file is too large ({most} MB at most, and text in proportion). "
        "Remove pictures, split it, or paste the news alone.",
    )


def too_long() -> Refusal:
    """More text than a note can ever hold."""
    return Refusal(
        "document_too_long",
        hi="इस फ़ाइल में बहुत अधिक पाठ है। केवल समाचार वाला हिस्सा अलग फ़ाइल में रखें या चिपकाएँ।",
        en="This file holds too much text. Put the news alone into a file, or paste it.",
    )


def too_many_pages(most: int) -> Refusal:
    """A PDF of a book's size."""
    return Refusal(
        "document_too_many_pages",
        hi=f"इस PDF में {most} से अधिक पृष्ठ हैं। केवल समाचार वाले पृष्ठ अलग सहेजकर चुनें।",
        en=f"This PDF has more than {most} pages. Save the pages with the news alone and choose them.",
    )


def too_slow() -> Refusal:
    """The reader was stopped."""
    return Refusal(
        "document_too_slow",
        hi="यह फ़ाइल समय के भीतर पढ़ी नहीं जा सकी। इसे फिर से PDF में सहेजें, या पाठ चिपकाएँ।",
        en="This file could not be read in time. Save it as a PDF again, or paste the text.",
    )


def without_text() -> Refusal:
    """Pictures only, or nothing at all."""
    return Refusal(
        "document_without_text",
        hi="इस फ़ाइल में पढ़ने योग्य पाठ नहीं मिला; शायद यह स्कैन किया चित्र है। पाठ टाइप करें या चिपकाएँ।",
        en="No text was found in this file; it may be a scanned picture. Type or paste the text.",
    )
