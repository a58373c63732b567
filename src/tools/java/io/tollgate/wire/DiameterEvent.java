package io.tollgate.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Diameter message. AVPs are found by a path of codes: {@code text(873, 876, 841)} is the ICID.
 */
public record DiameterEvent(
    Packet packet,
    int flags,
    int command,
    long application,
    long hopByHop,
    long endToEnd,
    List<WireAvp> avps)
    implements WireEvent {

  private static final int SESSION_ID = 263;
  private static final int APPLICATION_SERVER_ID = 2101;
  private static final int REQUESTED_SERVICE_UNIT = 437;
  private static final List<String> ACR_TYPES = List.of("?", "EVENT", "START", "INTERIM", "STOP");
  private static final List<String> CCR_TYPES =
      List.of("?", "INITIAL", "UPDATE", "TERMINATION", "EVENT");

  public boolean isRequest() {
    return (flags & 0x80) != 0;
  }

  public boolean isError() {
    return (flags & 0x20) != 0;
  }

  /** The T flag: potentially a re-transmission (RFC 6733 clause 3). */
  public boolean isRetransmission() {
    return (flags & 0x10) != 0;
  }

  public boolean isAccounting() {
    return command == 271;
  }

  public boolean isCreditControl() {
    return command == 272;
  }

  public String sessionId() {
    return text(SESSION_ID).orElse("");
  }

  public long resultCode() {
    return number(268).orElse(0L);
  }

  /** START, INTERIM, STOP, EVENT for accounting; INITIAL, UPDATE, TERMINATION, EVENT for credit. */
  public String type() {
    List<String> names = isAccounting() ? ACR_TYPES : CCR_TYPES;
    long type = number(isAccounting() ? 480 : 416).orElse(0L);
    return type > 0 && type < names.size() ? names.get((int) type) : "";
  }

  /** Accounting-Record-Number or CC-Request-Number, -1 if there is none. */
  public long number() {
    return number(isAccounting() ? 485 : 415).orElse(-1L);
  }

  public Optional<String> text(int... path) {
    return find(path).map(WireAvp::text);
  }

  public Optional<Long> number(int... path) {
    return find(path).filter(WireAvp::isInteger).map(WireAvp::number);
  }

  public Optional<WireAvp> find(int... path) {
    return all(path).stream().findFirst();
  }

  /** Every AVP that a path of codes leads to. */
  public List<WireAvp> all(int... path) {
    List<WireAvp> level = avps;
    List<WireAvp> found = List.of();
    for (int code : path) {
      found = level.stream().filter(avp -> avp.code() == code).toList();
      level = found.stream().flatMap(avp -> avp.children().stream()).toList();
    }
    return found;
  }

  /**
   * tshark's warnings and errors but two that are its own mistakes: it has Application-Server-ID as
   * Unsigned32 where the OMA data set has UTF8String, and it dislikes an empty
   * Requested-Service-Unit, which lets the server decide (RFC 8506 5.2.1).
   */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    avps.stream()
        .flatMap(avp -> avp.flattened().stream())
        .filter(avp -> avp.code() != APPLICATION_SERVER_ID)
        .filter(avp -> avp.code() != REQUESTED_SERVICE_UNIT || !avp.hex().isEmpty())
        .forEach(avp -> avp.complaints().forEach(text -> complaints.add(avp + ": " + text)));
    return complaints;
  }

  @Override
  public String summary() {
    return name() + (resultCode() != 0 ? " " + resultCode() : "");
  }

  private String name() {
    String letter = isRequest() ? "R" : "A";
    return switch (command) {
      case 257 -> "CE" + letter;
      case 280 -> "DW" + letter;
      case 282 -> "DP" + letter;
      case 258 -> "RA" + letter;
      case 274 -> "AS" + letter;
      case 271 -> "AC" + letter + " " + type() + " " + number();
      case 272 -> "CC" + letter + " " + type() + " " + number();
      default -> command + letter;
    };
  }
}
