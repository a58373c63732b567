package io.tollgate.settings;

import java.util.Optional;

/** Copies of signalling for Homer and its like. */
public record HepSettings(
    @Setting(
            value =
                "Host and port that get a copy of each SIP and Diameter message, of the head of"
                    + " each MSRP frame and of each line about a session, as HEP3 over UDP,"
                    + " correlated by Call-ID; nobody without one. The copies hold identities, and"
                    + " those of SIP content.",
            byDefault = "")
        Optional<HostPort> collector,
    @Setting(
            value = "The number that the collector knows this server by.",
            byDefault = "1",
            min = "1",
            max = "2147483647",
            unit = "as the collector has it")
        int captureId,
    @Setting(value = "What the collector wants to be shown, if anything.", byDefault = "")
        Secret password,
    @Setting(
            value = "Packets that may wait to be sent; further ones are dropped and counted.",
            byDefault = "10000",
            min = "10",
            max = "1000000",
            unit = "packets")
        int queue) {}
