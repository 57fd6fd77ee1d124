"""Ids, clock, text and HTTP policy shared by every layer; knows neither Django nor any app."""
