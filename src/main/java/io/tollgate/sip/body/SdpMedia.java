package io.tollgate.sip.body;

import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Media.Component;
import io.tollgate.charging.record.Media.Initiator;
import io.tollgate.charging.record.Media.SdpType;
import java.util.ArrayList;
import java.util.List;

/** A description as charging shows it (TS 32.299: SDP-Session-Description, SDP-Media-Component). */
public final class SdpMedia {

  private SdpMedia() {}

  public static Media of(Sdp sdp, SdpType type, Initiator initiator) {
    List<String> session = new ArrayList<>(sdp.session());
    session.replaceAll(SdpMedia::shared);
    List<Component> components = new ArrayList<>(sdp.media().size());
    for (Sdp.Section section : sdp.media()) {
      components.add(
          new Component(section.line().substring(2), chargeable(section.lines()), initiator));
    }
    return new Media(session, components, type);
  }

  /** What nearly every description says is kept once, for sessions are many. */
  private static String shared(String line) {
    return switch (line) {
      case "v=0" -> "v=0";
      case "s=-" -> "s=-";
      case "t=0 0" -> "t=0 0";
      default -> line;
    };
  }

  private static List<String> chargeable(List<String> lines) {
    List<String> told = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (!line.isEmpty() && "abci".indexOf(line.charAt(0)) >= 0) {
        told.add(line);
      }
    }
    return told;
  }
}
