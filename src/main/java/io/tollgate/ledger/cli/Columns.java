package io.tollgate.ledger.cli;

import io.tollgate.charging.record.ChargingInterface;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which column of another side's export says what. Those of the lab are known; for others a
 * properties file names the columns:
 *
 * <pre>
 * interface = rf            # or ro
 * session = session-id      # Session-Id
 * number = number           # Accounting-Record-Number or CC-Request-Number
 * type = type               # START, UPDATE ...; optional
 * time = event-time         # optional
 * units = sent              # messages counted (rf), units used (ro); optional
 * duplicate = duplicate     # a row with anything in it is passed over; optional
 * accepted = result         # only rows with 2xxx there count; optional
 * </pre>
 *
 * @param used reads the units of a row
 */
public record Columns(
    ChargingInterface where,
    String session,
    String number,
    @Nullable String type,
    @Nullable String time,
    @Nullable String units,
    @Nullable String duplicate,
    @Nullable String accepted,
    @Nullable String onlyWhere,
    Form used) {

  /** How units stand in their column. */
  enum Form {
    NUMBER,
    /** The lab's: {@code 1||wants|m0o0s0|m5o120s0|3|}, joined by {@code ;}. */
    LAB_GROUPS
  }

  private static final Columns LAB_CDF =
      new Columns(
          ChargingInterface.CH1,
          "session-id",
          "number",
          "type",
          "event-time",
          "sent",
          "duplicate",
          null,
          null,
          Form.NUMBER);

  private static final Columns LAB_OCS =
      new Columns(
          ChargingInterface.CH2,
          "session-id",
          "number",
          "type",
          "received",
          "groups",
          "duplicate",
          "result",
          "input",
          Form.LAB_GROUPS);

  /** Those of the lab are known by their columns. */
  static Columns byHeader(List<String> header) {
    if (header.contains("groups") && header.contains("granted")) {
      return LAB_OCS;
    }
    if (header.contains("t-flag") && header.contains("sent")) {
      return LAB_CDF;
    }
    throw new IllegalArgumentException(
        "columns "
            + header
            + " (expected: those of the lab, or a file for --columns that maps them)");
  }

  static Columns read(Path file) throws IOException {
    Properties names = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      names.load(in);
    }
    return new Columns(
        switch (named(names, "interface", file)) {
          case "rf" -> ChargingInterface.CH1;
          case "ro" -> ChargingInterface.CH2;
          default ->
              throw new IllegalArgumentException(
                  "%s: interface=%s (expected: rf or ro)"
                      .formatted(file, names.getProperty("interface")));
        },
        named(names, "session", file),
        named(names, "number", file),
        names.getProperty("type"),
        names.getProperty("time"),
        names.getProperty("units"),
        names.getProperty("duplicate"),
        names.getProperty("accepted"),
        null,
        Form.NUMBER);
  }

  private static String named(Properties names, String key, Path file) {
    String value = names.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "%s: no %s (expected: interface, session and number at least)".formatted(file, key));
    }
    return value.strip();
  }
}
