package io.tollgate.settings;

/** How large the head of a SIP request may be. */
public record HeaderSettings(
    @Setting(
            value = "Longest Call-ID of a SIP request; a longer one gets 400.",
            byDefault = "256",
            min = "64",
            max = "65535",
            unit = "octets")
        int maxCallId,
    @Setting(
            value =
                "Longest From, To or Contact of a SIP request, its parameters included; a longer one"
                    + " gets 400.",
            byDefault = "2048",
            min = "256",
            max = "65535",
            unit = "octets")
        int maxAddress,
    @Setting(
            value = "Longest tag of a From or To; a longer one gets 400.",
            byDefault = "256",
            min = "64",
            max = "65535",
            unit = "octets")
        int maxTag,
    @Setting(
            value = "Longest Request-URI; a longer one gets 414.",
            byDefault = "1024",
            min = "128",
            max = "65535",
            unit = "octets")
        int maxRequestUri,
    @Setting(
            value = "Most header lines of a SIP message; more get 400.",
            byDefault = "256",
            min = "32",
            max = "10000",
            unit = "headers")
        int maxHeaders,
    @Setting(
            value =
                "Largest head of a SIP message, all header lines together; a larger one gets 513.",
            byDefault = "32768",
            min = "4096",
            max = "1048576",
            unit = "octets")
        int maxHead) {}
