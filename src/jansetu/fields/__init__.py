"""Model fields that several apps share: encrypted JSON and normalised text; knows no app."""
