"""Attacks on what is public: all answers put together, and a program that solves for the rest."""
