package io.tollgate.ledger.cdr;

import io.tollgate.charging.record.MessageCounters;
import io.tollgate.charging.record.ServiceInformation;
import io.tollgate.csv.Csv;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line for each record; times are UTC, lists are parted by spaces. */
final class CsvCdr implements CdrEncoder {
  private static final List<String> COLUMNS =
      List.of(
          "number",
          "session",
          "record_number",
          "service",
          "profile",
          "function",
          "role",
          "payer",
          "calling",
          "called",
          "requested",
          "group",
          "began",
          "ended",
          "seconds",
          "messages_sent",
          "messages_exploded",
          "messages_delivered",
          "messages_exploded_delivered",
          "octets_in",
          "octets_out",
          "participants",
          "cause",
          "reason",
          "icid",
          "call_id",
          "outgoing_call_id",
          "conversation_id",
          "node",
          "complete");

  private final String node;

  CsvCdr(String node) {
    this.node = node;
  }

  /** The first line of a file. */
  static byte[] header() {
    return Csv.line(COLUMNS).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] encode(Cdr cdr) {
    ServiceInformation service = cdr.last().service();
    MessageCounters counted =
        service.messages() == null ? MessageCounters.ZERO : service.messages();
    Instant ended = cdr.last().eventTime();
    List<String> values =
        List.of(
            Long.toString(cdr.number()),
            cdr.last().sessionId(),
            Long.toString(cdr.last().number()),
            word(service.kind()),
            word(service.profile()),
            word(service.function()),
            word(service.nodeRole()),
            service.parties().chargedParty(),
            String.join(" ", service.parties().calling()),
            service.parties().called(),
            text(service.parties().requested()),
            text(service.groupName()),
            cdr.began().toString(),
            ended.toString(),
            Long.toString(Math.max(0, Duration.between(cdr.began(), ended).toSeconds())),
            Long.toString(counted.sent()),
            Long.toString(counted.exploded()),
            Long.toString(counted.successfullySent()),
            Long.toString(counted.successfullyExploded()),
            Long.toString(counted.octetsIn()),
            Long.toString(counted.octetsOut()),
            Integer.toString(service.roster().count()),
            service.causeCode() == null ? "" : Integer.toString(service.causeCode()),
            text(service.reasonHeader()),
            service.correlation().icid(),
            service.correlation().incomingCallId(),
            text(service.correlation().outgoingCallId()),
            text(service.correlation().conversationId()),
            node,
            Closing.of(cdr).isStartLost() ? "no" : "yes");
    return Csv.line(values).getBytes(StandardCharsets.UTF_8);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
