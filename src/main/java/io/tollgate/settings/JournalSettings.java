package io.tollgate.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where records are kept until they are answered, and how they are delivered. */
public record JournalSettings(
    @Setting(
            value =
                "The journal, an SQLite file; a relative path lies in `storage.directory`. One server at"
                    + " a time uses it, and one that cannot be used stops the start.",
            byDefault = "journal.db")
        Path file,
    @Setting(
            value =
                "What a record outlives before a call is answered or credit is used: the end of this"
                    + " `process`, a power loss (`disk`), or the loss of the database's primary"
                    + " (`replicated`, with `cluster.store`). Nothing: `process` for a server that is"
                    + " alone, `replicated` in a cluster.",
            byDefault = "")
        Optional<Durability> durability,
    @Setting(
            value =
                "How long records gather before they go to disk together. Meanwhile they outlive the"
                    + " process, but not a power loss; with 0s each goes at once, and a call is not"
                    + " answered before. Without effect unless `journal.durability` is `process`,"
                    + " and with `cluster.store`.",
            byDefault = "100ms",
            min = "0s",
            max = "1s")
        Duration commitInterval,
    @Setting(
            value = "Records kept in memory, at most, while the disk fails.",
            byDefault = "20000",
            min = "0",
            max = "1000000",
            unit = "records")
        int bufferRecords,
    @Setting(
            value = "How often a failed disk is tried.",
            byDefault = "1s",
            min = "10ms",
            max = "1min")
        Duration diskRetry,
    @Setting(
            value =
                "Most that records may take on disk; at 70 and 90 % there are warnings, at 100 % the"
                    + " oldest interims, then the oldest events are dropped.",
            byDefault = "8192",
            min = "1",
            max = "1048576",
            unit = "MiB")
        long maxSize,
    @Setting(
            value = "Interims and events that wait longer are dropped; START and STOP never are.",
            byDefault = "72h",
            min = "1min",
            max = "8760h")
        Duration maxAge,
    @Setting(
            value = "Room on the disk that records leave to others.",
            byDefault = "256",
            min = "0",
            max = "1048576",
            unit = "MiB")
        long minFree,
    @Setting(
            value = "How often size, age and free disk are looked at.",
            byDefault = "5s",
            min = "100ms",
            max = "10min")
        Duration checkInterval,
    @Setting(
            value = "Transmissions of a record to one CDF before the other is tried.",
            byDefault = "2",
            min = "1",
            max = "10",
            unit = "transmissions")
        int triesPerCdf,
    @Setting(
            value = "Pause between two transmissions of a record to the same CDF.",
            byDefault = "1s",
            min = "10ms",
            max = "5min")
        Duration retryInterval,
    @Setting(
            value = "Transmissions in vain, one after the other, after which a CDF counts as down.",
            byDefault = "3",
            min = "1",
            max = "1000",
            unit = "transmissions")
        int failuresBeforeDown,
    @Setting(
            value = "How often a CDF that is down is tried with one record.",
            byDefault = "3s",
            min = "10ms",
            max = "10min")
        Duration probeInterval,
    @Setting(
            value = "How long a primary that failed is left alone while the secondary works.",
            byDefault = "1min",
            min = "0s",
            max = "24h")
        Duration holdDown,
    @Setting(
            value = "Records on their way, at most; half of them may come from the backlog.",
            byDefault = "2000",
            min = "2",
            max = "100000",
            unit = "records")
        int window,
    @Setting(
            value = "Records of the backlog that are sent in a second, at most.",
            byDefault = "500",
            min = "1",
            max = "100000",
            unit = "records")
        int drainRate,
    @Setting(
            value = "Pause between two passes through the backlog.",
            byDefault = "5s",
            min = "10ms",
            max = "10min")
        Duration scanInterval,
    @Setting(
            value =
                "How long a credit-control request waits for the OCS that has its session, or for any"
                    + " where the session may move, before it is a dead letter.",
            byDefault = "24h",
            min = "1min",
            max = "8760h")
        Duration creditPatience) {}
