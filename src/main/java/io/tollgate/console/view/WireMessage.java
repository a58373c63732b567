package io.tollgate.console.view;

import io.tollgate.diameter.avp.AvpTree;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Diameter message as it was on the wire.
 *
 * @param plane {@code Rf} or {@code Ro}
 * @param number of the record or request within its session; -1 where it has none
 * @param again whether it says that it may have been sent before (T)
 */
public record WireMessage(
    Instant at,
    String peer,
    boolean sent,
    String plane,
    String command,
    boolean request,
    long number,
    boolean again,
    boolean error,
    int octets,
    List<Avp> avps) {

  /** One AVP; a group has members and no value. */
  public record Avp(
      String name, long code, long vendor, boolean mandatory, String value, List<Avp> members) {}

  private static final int CREDIT_CONTROL = 4;
  private static final Set<String> NUMBERS =
      Set.of("Accounting-Record-Number", "CC-Request-Number");

  /** Texts of these tell of nodes, methods and formats; what others tell may be of a subscriber. */
  private static final Pattern OF_NO_SUBSCRIBER =
      Pattern.compile(
          "(Origin|Destination|Service-Context|Redirect|Proxy|Route|SIP-Method|Content|Error|Inter"
              + "|Product|Failed|Load|Source|Event|Originating|Terminating|IMS-Charging).*"
              + "|Session-Id|SDP-Media-Name|Application-Server-ID");

  static WireMessage of(DiameterTape.Kept kept, Identities identities) {
    Message message = MessageCodec.header(kept.bytes());
    List<AvpTree.Entry> entries = AvpTree.of(kept.bytes(), MessageCodec.HEADER_LENGTH);
    return new WireMessage(
        kept.at(),
        kept.peer(),
        kept.sent(),
        message.application() == CREDIT_CONTROL ? "Ro" : "Rf",
        command(message),
        message.isRequest(),
        number(entries),
        message.isRetransmission(),
        message.isError(),
        kept.bytes().length,
        entries.stream().map(entry -> avp(entry, identities)).toList());
  }

  private static String command(Message message) {
    @Nullable Command known = Commands.find(message.command());
    return (known == null ? "Command " + message.command() : known.name())
        + (message.isRequest() ? "-Request" : "-Answer");
  }

  private static long number(List<AvpTree.Entry> entries) {
    return entries.stream()
        .filter(entry -> NUMBERS.contains(entry.name()) && entry.value().matches("[0-9]{1,18}"))
        .mapToLong(entry -> Long.parseLong(entry.value()))
        .findFirst()
        .orElse(-1);
  }

  private static Avp avp(AvpTree.Entry entry, Identities identities) {
    return new Avp(
        entry.name(),
        entry.code(),
        entry.vendor(),
        entry.mandatory(),
        value(entry, identities),
        entry.members().stream().map(member -> avp(member, identities)).toList());
  }

  private static String value(AvpTree.Entry entry, Identities identities) {
    if (identities == Identities.WHOLE || entry.value().isEmpty()) {
      return entry.value();
    }
    if (!entry.known()) {
      return "not shown without a login";
    }
    return entry.text() && !OF_NO_SUBSCRIBER.matcher(entry.name()).matches()
        ? identities.of(entry.value())
        : identities.within(entry.value());
  }
}
