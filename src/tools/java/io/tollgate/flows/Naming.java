package io.tollgate.flows;

import io.tollgate.wire.DiameterEvent;
import io.tollgate.wire.MsrpEvent;
import io.tollgate.wire.SipEvent;
import io.tollgate.wire.Trace;
import io.tollgate.wire.WireAvp;
import io.tollgate.wire.WireEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the messages of a capture the names of the figure: who sent what to whom. Retransmissions
 * and 100 Trying are left out. Only messages of one run are taken: those of its parties' ports, and
 * the Diameter messages whose session carries its charging identifier.
 */
final class Naming {
  private static final int RESULT_CODE = 268;

  private final Cast cast;
  private final String icidPrefix;
  private final int cdfPort;
  private final int ocsPort;
  private final Map<Integer, String> sipNames = new HashMap<>();
  private final Map<Integer, String> msrpNames = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> withinDialog = new HashSet<>();
  private final Map<String, String> msrpMethods = new HashMap<>();

  Naming(Cast cast, String icidPrefix, int cdfPort, int ocsPort) {
    this.cast = cast;
    this.icidPrefix = icidPrefix;
    this.cdfPort = cdfPort;
    this.ocsPort = ocsPort;
    this.cast
        .parties()
        .values()
        .forEach(
            party -> {
              sipNames.put(party.sipPort(), party.name());
              msrpNames.put(party.msrpPort(), party.name());
            });
  }

  List<Arrow> arrows(Trace trace) {
    Set<String> sessions = chargingSessions(trace);
    List<Arrow> arrows = new ArrayList<>();
    for (WireEvent event : trace.events()) {
      if (event instanceof SipEvent sip) {
        sip(sip, arrows);
      } else if (event instanceof DiameterEvent diameter) {
        if (sessions.contains(diameter.sessionId())) {
          arrows.add(diameter(diameter));
        }
      } else if (event instanceof MsrpEvent msrp) {
        msrp(msrp, arrows);
      }
    }
    return arrows;
  }

  private Set<String> chargingSessions(Trace trace) {
    Set<String> sessions = new HashSet<>();
    for (DiameterEvent event : trace.diameter()) {
      if (event.text(873, 876, 841).map(icid -> icid.startsWith(icidPrefix)).orElse(false)) {
        sessions.add(event.sessionId());
      }
    }
    return sessions;
  }

  private void sip(SipEvent sip, List<Arrow> arrows) {
    String from = sipNames.get(sip.from().port());
    String to = sipNames.get(sip.to().port());
    if ((from == null && to == null) || sip.status() == 100) {
      return;
    }
    String key =
        sip.from()
            + sip.startLine()
            + sip.callId()
            + sip.cseq()
            + sip.header("Via").orElse("")
            + sip.header("To").orElse("");
    if (!seen.add(key)) {
      return;
    }
    String transaction = sip.callId() + sip.cseq();
    String method = sip.method();
    if (sip.isRequest() && method.equals("INVITE") && !sip.isInitial()) {
      withinDialog.add(transaction);
    }
    String named = withinDialog.contains(transaction) ? "re-INVITE" : method;
    Map<String, List<String>> fields = new LinkedHashMap<>(sip.headers());
    fields.put("body", List.of(sip.body()));
    arrows.add(
        new Arrow(
            sip.time(),
            from == null ? "tollgate" : from,
            to == null ? "tollgate" : to,
            sip.isRequest() ? named : sip.status() + " " + named,
            fields));
  }

  private Arrow diameter(DiameterEvent event) {
    String letter = event.isRequest() ? "R" : "A";
    String name =
        switch (event.command()) {
          case 271 -> "AC" + letter + " " + event.type();
          case 272 -> "CC" + letter + " " + event.type();
          case 258 -> "RA" + letter;
          case 274 -> "AS" + letter;
          default -> event.command() + letter;
        };
    Map<String, List<String>> fields = new LinkedHashMap<>();
    event.avps().forEach(avp -> collect(avp, "", fields));
    return new Arrow(
        event.time(), peer(event.from().port()), peer(event.to().port()), name, fields);
  }

  private String peer(int port) {
    if (port == cdfPort) {
      return "cdf";
    }
    return port == ocsPort ? "ocs" : "tollgate";
  }

  /**
   * As tshark names and shows it, without its 3GPP- prefix: under its own name and, if it is inside
   * another AVP, as parent/name.
   */
  private static void collect(WireAvp avp, String parent, Map<String, List<String>> fields) {
    String name =
        avp.name().isEmpty() ? "AVP-" + avp.code() : avp.name().replaceFirst("^3GPP-", "");
    String value = avp.children().isEmpty() ? avp.shown() : "";
    boolean ofOneService = avp.code() == RESULT_CODE && !parent.isEmpty();
    if (!ofOneService) {
      fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }
    if (!parent.isEmpty()) {
      fields.computeIfAbsent(parent + "/" + name, key -> new ArrayList<>()).add(value);
    }
    avp.children().forEach(child -> collect(child, name, fields));
  }

  private void msrp(MsrpEvent msrp, List<Arrow> arrows) {
    String from = client(msrp.header("From-Path").orElse(""));
    String to = client(msrp.header("To-Path").orElse(""));
    if (from == null && to == null) {
      return;
    }
    String sender = from == null ? "tollgate" : from;
    String receiver = to == null ? "tollgate" : to;
    String name;
    if (msrp.isRequest()) {
      boolean empty = msrp.what().equals("SEND") && msrp.body().isEmpty();
      msrpMethods.put(receiver + sender + msrp.transaction(), empty ? "SEND (empty)" : msrp.what());
      name = empty ? "SEND (empty)" : msrp.what() + " " + msrp.continuation();
    } else {
      name =
          msrp.status()
              + " "
              + msrpMethods.getOrDefault(sender + receiver + msrp.transaction(), "SEND");
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    msrp.headers().forEach((key, value) -> fields.put(key, List.of(value)));
    fields.put("body", List.of(msrp.body()));
    arrows.add(new Arrow(msrp.time(), sender, receiver, name, fields));
  }

  private @Nullable String client(String path) {
    for (Map.Entry<Integer, String> party : msrpNames.entrySet()) {
      if (path.contains(":" + party.getKey() + "/")) {
        return party.getValue();
      }
    }
    return null;
  }
}
