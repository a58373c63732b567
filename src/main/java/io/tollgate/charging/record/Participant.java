package io.tollgate.charging.record;

/** One participant as a record shows it (Participant-Group 1260). */
public record Participant(String uri) {}
