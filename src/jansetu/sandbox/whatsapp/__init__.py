"""WhatsApp numbers, as the Cloud API speaks (v23.0)."""

from jansetu.sandbox.whatsapp.platform import WhatsApp

__all__ = ["WhatsApp"]
