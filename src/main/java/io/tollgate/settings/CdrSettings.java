package io.tollgate.settings;

import io.tollgate.ledger.cdr.CdrFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Charging data records as files, for operators without a CDF or beside one. */
public record CdrSettings(
    @Setting(
            value =
                "Folder where files of charging data records appear, one record for each session or"
                    + " event that is charged offline; without one there are none. With it no CDF is"
                    + " needed; where `diameter.peers` has one, both get every record. A relative"
                    + " path lies in `storage.directory`.",
            byDefault = "")
        Optional<Path> directory,
    @Setting(
            value =
                "`csv`, or `ber`: TS 32.297 files of TS 32.298 records (IMSRecord, aSRecord), which"
                    + " `bin/tollgate cdr FILE` prints.",
            byDefault = "csv")
        CdrFormat format,
    @Setting(
            value =
                "Where records gather until their file is closed; a relative path lies in"
                    + " `storage.directory`. With another one, sequence numbers begin anew.",
            byDefault = "cdr.db")
        Path file,
    @Setting(
            value = "A file is closed when its records have come to this.",
            byDefault = "10",
            min = "1",
            max = "1024",
            unit = "MiB")
        long maxSize,
    @Setting(
            value = "A file is closed when it has this many records.",
            byDefault = "10000",
            min = "1",
            max = "1000000",
            unit = "records")
        int maxRecords,
    @Setting(
            value = "A file is closed this long after its first record.",
            byDefault = "15min",
            min = "1s",
            max = "24h")
        Duration maxAge,
    @Setting(
            value =
                "How long a file stays after it was closed; with `cdr.push`, one that was not taken"
                    + " stays for good and is no longer offered.",
            byDefault = "720h",
            min = "1min",
            max = "87600h")
        Duration keep,
    @Setting(
            value =
                "A command for each closed file, in the order of their sequence numbers: words"
                    + " parted by spaces, no shell; the file's path is added. Exit status 0 means"
                    + " that it took the file; else it gets the same file again. After a crash it may"
                    + " get one twice.",
            byDefault = "")
        Optional<String> push,
    @Setting(
            value = "How long the command may take; then it is killed and has failed.",
            byDefault = "1min",
            min = "1s",
            max = "1h")
        Duration pushTimeout,
    @Setting(
            value = "How long until a file is offered again.",
            byDefault = "1min",
            min = "1s",
            max = "1h")
        Duration pushRetry) {

  public boolean isOn() {
    return directory.isPresent();
  }

  /** The words of the command; none where there is none. */
  public List<String> pushCommand() {
    return push.map(words -> List.of(words.trim().split("\\s+"))).orElse(List.of());
  }
}
