package io.tollgate.settings;

import java.time.Duration;

/** SIP behaviour of the participating and controlling functions. */
public record SipSettings(
    @Setting(
            value =
                "Calls that the server places through itself before it lets others in; 0 lets them"
                    + " in at once, on a cold JVM.",
            byDefault = "500",
            min = "0",
            max = "100000",
            unit = "calls")
        int warmUpCalls,
    @Setting(
            value = "The warm-up ends after this long, however many calls it made.",
            byDefault = "10s",
            min = "0s",
            max = "5min")
        Duration warmUpLimit,
    @Setting(
            value =
                "Hand work to a session's owner by a JSR 289 timer also where the container has a"
                    + " cheaper way of its own.",
            byDefault = "false")
        boolean portableHandOver) {}
