package io.tollgate.settings;

/** SIP behaviour of the participating and controlling functions. */
public record SipSettings(
    @Setting(
            value =
                "Hand work to a session's owner by a JSR 289 timer also where the container has a"
                    + " cheaper way of its own.",
            byDefault = "false")
        boolean portableHandOver) {}
