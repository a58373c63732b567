package io.tollgate.sip.body;

import io.tollgate.charging.record.Media;
import io.tollgate.charging.record.Media.Component;
import io.tollgate.charging.record.Media.Initiator;
import io.tollgate.charging.record.Media.SdpType;
import java.util.List;

/** A description as charging shows it (TS 32.299: SDP-Session-Description, SDP-Media-Component). */
public final class SdpMedia {
  private static final int SHORT = 5;

  private SdpMedia() {}

  public static Media of(Sdp sdp, SdpType type, Initiator initiator) {
    List<Component> components =
        sdp.media().stream()
            .map(
                section ->
                    new Component(
                        section.line().substring(2), chargeable(section.lines()), initiator))
            .toList();
    return new Media(sdp.session().stream().map(SdpMedia::shared).toList(), components, type);
  }

  /** What nearly every description says (v=0, s=-, t=0 0) is kept once, for sessions are many. */
  private static String shared(String line) {
    return line.length() <= SHORT ? line.intern() : line;
  }

  private static List<String> chargeable(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.isEmpty() && "abci".indexOf(line.charAt(0)) >= 0)
        .toList();
  }
}
