package io.tollgate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tollgate.diameter.avp.AvpTree;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.command.MessageCodec;
import io.tollgate.diameter.transport.WireWatch;
import io.tollgate.hep.HepPacket;
import io.tollgate.hep.HepSender;
import io.tollgate.journal.json.JsonText;
import io.tollgate.log.LogContext;
import io.tollgate.log.LogCopies;
import io.tollgate.msrp.HeadWatch;
import io.tollgate.settings.HepSettings;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the collector besides SIP, which the launcher's sockets send: Diameter messages, the
 * heads of MSRP frames, and the lines of the log that are about a session.
 */
final class HepModule implements WireWatch, AutoCloseable {
  private static final String CALL_ID = "User-Session-Id";
  private static final int MOST_SESSIONS = 50_000;
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);

  private final @Nullable HepSender sender;
  private final @Nullable LogCopies lines;

  /** The Call-ID of each charging session; on the sender's thread alone. */
  private final Map<String, String> calls =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  private HepModule(@Nullable HepSender sender) {
    this.sender = sender;
    this.lines = sender == null ? null : LogCopies.begin(this::line);
  }

  static HepModule of(HepSettings settings, MeterRegistry meters) {
    HepSender sender =
        settings
            .collector()
            .map(
                collector ->
                    new HepSender(
                        new HepSender.Target(
                            collector.host(),
                            collector.port(),
                            settings.captureId(),
                            settings.password().value()),
                        settings.queue()))
            .orElse(null);
    if (sender != null) {
      FunctionCounter.builder("tollgate.hep.sent", sender, HepSender::sent)
          .description(
              "Copies of Diameter messages, MSRP heads and lines that the collector was sent")
          .register(meters);
      FunctionCounter.builder("tollgate.hep.dropped", sender, HepSender::dropped)
          .description("Copies that were dropped for want of room, or could not be sent")
          .register(meters);
    }
    return new HepModule(sender);
  }

  @Override
  public boolean isOn() {
    return sender != null;
  }

  @Override
  public void saw(Sighting sighting) {
    HepSender to = sender;
    if (to != null) {
      Instant now = Instant.now();
      to.submit(() -> packet(sighting, now));
    }
  }

  private HepPacket packet(Sighting sighting, Instant at) {
    List<AvpTree.Entry> avps = AvpTree.of(sighting.bytes(), MessageCodec.HEADER_LENGTH);
    String session = sighting.session() == null ? "" : sighting.session();
    String call = find(avps, CALL_ID);
    if (call != null && !session.isEmpty()) {
      calls.put(session, call);
    }
    InetSocketAddress here = known(sighting.here());
    InetSocketAddress there = known(sighting.there());
    return new HepPacket(
        HepPacket.Kind.DIAMETER,
        sighting.sent() ? here : there,
        sighting.sent() ? there : here,
        false,
        at,
        calls.getOrDefault(session, ""),
        json(sighting, session, avps).getBytes(StandardCharsets.UTF_8));
  }

  /** The heads of messages; Homer has no number for MSRP, so they come as lines do. */
  HeadWatch heads() {
    HepSender to = sender;
    return to == null ? HeadWatch.NONE : seen -> to.submit(packet(seen, Instant.now()));
  }

  private static Supplier<HepPacket> packet(HeadWatch.Sighting seen, Instant at) {
    InetSocketAddress here = known(seen.here());
    InetSocketAddress there = known(seen.there());
    return () ->
        new HepPacket(
            HepPacket.Kind.LOG,
            seen.sent() ? here : there,
            seen.sent() ? there : here,
            false,
            at,
            seen.call(),
            seen.octets());
  }

  private static InetSocketAddress known(@Nullable InetSocketAddress address) {
    return address == null || address.isUnresolved() ? NOWHERE : address;
  }

  private static @Nullable String find(List<AvpTree.Entry> avps, String name) {
    for (AvpTree.Entry each : avps) {
      String found = each.name().equals(name) ? each.value() : find(each.members(), name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static String json(Sighting sighting, String session, List<AvpTree.Entry> avps) {
    Message header = MessageCodec.header(sighting.bytes());
    @Nullable Command command = Commands.find(header.command());
    StringBuilder json = new StringBuilder("{\"command\":");
    JsonText.quote(
        json,
        (command == null ? "Command " + header.command() : command.name())
            + (header.isRequest() ? "-Request" : "-Answer"));
    json.append(",\"session_id\":");
    JsonText.quote(json, session);
    json.append(",\"peer\":");
    JsonText.quote(json, sighting.peer());
    json.append(",\"application\":")
        .append(header.application())
        .append(",\"retransmitted\":")
        .append(header.isRetransmission())
        .append(",\"avps\":");
    write(json, avps);
    return json.append('}').toString();
  }

  private static void write(StringBuilder json, List<AvpTree.Entry> avps) {
    json.append('[');
    String comma = "";
    for (AvpTree.Entry each : avps) {
      json.append(comma).append("{\"name\":");
      JsonText.quote(json, each.name());
      json.append(",\"code\":").append(each.code());
      if (each.members().isEmpty()) {
        json.append(",\"value\":");
        JsonText.quote(json, each.value());
      } else {
        json.append(",\"members\":");
        write(json, each.members());
      }
      json.append('}');
      comma = ",";
    }
    json.append(']');
  }

  private void line(Map<String, String> context, Instant at, String text) {
    HepSender to = sender;
    String call = context.get(LogContext.CALL_ID);
    if (to != null && call != null) {
      to.submit(
          () ->
              new HepPacket(
                  HepPacket.Kind.LOG,
                  NOWHERE,
                  NOWHERE,
                  true,
                  at,
                  call,
                  text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void close() {
    if (lines != null) {
      lines.close();
    }
    if (sender != null) {
      sender.close();
    }
  }
}
