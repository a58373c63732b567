package io.tollgate.journal.crash;

import io.tollgate.charging.record.AccountingRecord;
import io.tollgate.journal.Samples;
import io.tollgate.journal.json.JsonCodec;
import io.tollgate.journal.store.sqlite.SqliteRecordJournal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.Locale;

/**
 * One million records of half a million sessions wait when the server starts; or fewer, as long as
 * they are more than its memory could hold.
 *
 * @param records how many
 * @param readyMillis until a new record was delivered
 * @param memoryMebibytes the most that the process ever had resident
 */
public record MillionPending(int records, long readyMillis, double memoryMebibytes) {

  public static final int RECORDS = 1_000_000;

  private static final long SLOWEST_MILLIS = 10_000;
  private static final double MOST_MEBIBYTES = 300;

  public static MillionPending measure(Path directory, int records) throws Exception {
    Path file = directory.resolve("journal.db");
    SqliteRecordJournal.open(file).close();
    fill(file, records / 2);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                MillionChild.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> output;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      output = reader.lines().toList();
    }
    if (child.waitFor() != 0) {
      throw new IllegalStateException("the server did not start: " + output);
    }
    return new MillionPending(
        records, value(output, "ready-ms"), value(output, "memory-kib") / 1024.0);
  }

  public boolean holds() {
    return readyMillis < SLOWEST_MILLIS && memoryMebibytes < MOST_MEBIBYTES;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d pending: ready after %d ms (expected: < %d), %.0f MiB (expected: < %.0f)",
        records,
        readyMillis,
        SLOWEST_MILLIS,
        memoryMebibytes,
        MOST_MEBIBYTES);
  }

  private static long value(List<String> output, String name) {
    return output.stream()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** A START and a STOP of each session, the STOPs long after the STARTs. */
  private static void fill(Path file, int sessions) throws Exception {
    JsonCodec<AccountingRecord> codec = new JsonCodec<>(AccountingRecord.class);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement insert =
            connection.prepareStatement(
                "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)"
                    + " INSERT INTO pending SELECT ? + i, 'CH1', 'pf.example.com;1767225600;' || i,"
                    + " ?, ?, 1767225600000, 0, replace(?, '@@', 'pf.example.com;1767225600;' || i)"
                    + " FROM n")) {
      connection.createStatement().execute("PRAGMA synchronous = OFF");
      insert.setInt(1, sessions);
      insert.setInt(2, 1);
      insert.setInt(3, 0);
      insert.setString(4, "START");
      insert.setString(5, codec.write(Samples.start("@@")));
      insert.executeUpdate();
      insert.setInt(2, 1 + sessions);
      insert.setInt(3, 1);
      insert.setString(4, "STOP");
      insert.setString(5, codec.write(Samples.stop("@@", 1)));
      insert.executeUpdate();
    }
    // What the kernel has not written yet would be charged to the first commit of the server.
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
