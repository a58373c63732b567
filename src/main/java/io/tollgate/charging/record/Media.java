package io.tollgate.charging.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The media in force or on offer.
 *
 * @param sessionLines session-level SDP lines (SDP-Session-Description 842), without keys
 * @param components one per m= line (SDP-Media-Component 843)
 * @param offeredAt when the offer came; null where that is not known
 * @param answeredAt when the answer came or went
 */
public record Media(
    List<String> sessionLines,
    List<Component> components,
    SdpType type,
    @Nullable Instant offeredAt,
    @Nullable Instant answeredAt) {

  public static final Media NONE = new Media(List.of(), List.of(), SdpType.ANSWER);

  public Media(List<String> sessionLines, List<Component> components, SdpType type) {
    this(sessionLines, components, type, null, null);
  }

  /**
   * When it was exchanged (SDP-TimeStamps 1273).
   *
   * @param answered null where it is not answered yet
   */
  public Media exchanged(Instant offered, @Nullable Instant answered) {
    return components.isEmpty()
        ? this
        : new Media(sessionLines, components, type, offered, answered);
  }

  /** With whose request the media came. */
  public Media initiatedBy(Initiator party) {
    return new Media(
        sessionLines,
        components.stream().map(one -> new Component(one.name(), one.lines(), party)).toList(),
        type,
        offeredAt,
        answeredAt);
  }

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
