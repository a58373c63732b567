package io.tollgate.settings;

/** The HTTP console. */
public record ConsoleSettings(
    @Setting(
            value =
                "How many of the latest sessions the console can tell the story of; 0 for none.",
            byDefault = "1000",
            min = "0",
            max = "100000",
            unit = "sessions")
        int callFlows) {}
