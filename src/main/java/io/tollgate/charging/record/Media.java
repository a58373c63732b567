package io.tollgate.charging.record;

import java.util.List;

/**
 * The media in force or on offer.
 *
 * @param sessionLines session-level SDP lines (SDP-Session-Description 842), without keys
 * @param components one per m= line (SDP-Media-Component 843)
 */
public record Media(List<String> sessionLines, List<Component> components, SdpType type) {

  public static final Media NONE = new Media(List.of(), List.of(), SdpType.ANSWER);

  public Media {
    sessionLines = List.copyOf(sessionLines);
    components = List.copyOf(components);
  }

  /**
   * @param name the m= line (844)
   * @param lines its a=, b=, c= and i= lines (845)
   */
  public record Component(String name, List<String> lines, Initiator initiator) {

    public Component {
      lines = List.copyOf(lines);
    }
  }

  /** SDP-Type 2036. */
  public enum SdpType {
    OFFER(0),
    ANSWER(1);

    private final int code;

    SdpType(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /** Media-Initiator-Flag 882. */
  public enum Initiator {
    CALLED(0),
    CALLING(1),
    UNKNOWN(2);

    private final int code;

    Initiator(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
