package io.tollgate.walk.party;

import java.util.ArrayList;
import java.util.List;

/**
 * One medium of a session description, as far as a walk looks: what it is, whether it is on, and
 * which way it flows, seen by whoever wrote the description.
 */
public record Media(Kind kind, boolean on, Direction direction) {

  /** Media that parties talk over. */
  public enum Kind {
    MESSAGE("message 9 TCP/MSRP *"),
    AUDIO("audio 4000 RTP/AVP 0"),
    VIDEO("video 4002 RTP/AVP 31");

    private final String line;

    Kind(String line) {
      this.line = line;
    }
  }

  /** RFC 3264 5.1. */
  public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
      this.sends = sends;
      this.receives = receives;
    }

    static Direction of(boolean sends, boolean receives) {
      return sends ? receives ? SENDRECV : SENDONLY : receives ? RECVONLY : INACTIVE;
    }

    /** As the other side sees it. */
    @SuppressWarnings("ArgumentSelectionDefectChecker")
    public Direction mirrored() {
      return of(receives, sends);
    }

    /** RFC 3264 6.1: what may be answered by one who wants the other to be silent, or not. */
    Direction answer(boolean holding) {
      return of(receives, sends && !holding);
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public static Media on(Kind kind) {
    return new Media(kind, true, Direction.SENDRECV);
  }

  Media flowing(Direction way) {
    return new Media(kind, on, way);
  }

  public Media off() {
    return new Media(kind, false, Direction.INACTIVE);
  }

  /**
   * @param session names the message session of a dialog
   */
  static String describe(String user, String session, long version, List<Media> media) {
    StringBuilder text =
        new StringBuilder("v=0\r\no=")
            .append(user)
            .append(" 1 ")
            .append(version)
            .append(" IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n");
    for (Media medium : media) {
      String line = medium.kind.line;
      text.append("m=").append(medium.on ? line : line.replaceFirst(" \\d+ ", " 0 "));
      text.append("\r\n");
      if (medium.kind == Kind.MESSAGE) {
        text.append("a=accept-types:message/cpim text/plain *\r\na=accept-wrapped-types:*\r\n")
            .append("a=path:msrp://127.0.0.1:9/")
            .append(session)
            .append(";tcp\r\na=setup:active\r\n");
      }
      if (medium.on) {
        text.append("a=").append(medium.direction.word()).append("\r\n");
      }
    }
    return text.toString();
  }

  /** Where the message session of a description leads; empty without one. */
  static String path(String description) {
    return description
        .lines()
        .filter(line -> line.startsWith("a=path:"))
        .map(line -> line.substring("a=path:".length()).strip())
        .findFirst()
        .orElse("");
  }

  /** For a ladder: {@code message sendonly, audio off}. */
  static String summary(SipMessage message) {
    if (!message.headers("Content-Type").contains("application/sdp")) {
      return message.headers("Content-Type").toString();
    }
    return read(message.body()).stream()
        .map(medium -> medium.kind + " " + (medium.on ? medium.direction.word() : "off"))
        .reduce((a, b) -> a + ", " + b)
        .orElse("no media");
  }

  public static List<Media> read(String description) {
    List<Media> media = new ArrayList<>();
    Direction session = Direction.SENDRECV;
    for (String line : description.split("\r?\n")) {
      if (line.startsWith("m=")) {
        String[] words = line.substring(2).split(" ");
        Kind kind = Kind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT));
        boolean on = !words[1].equals("0");
        media.add(new Media(kind, on, on ? session : Direction.INACTIVE));
      } else if (line.matches("a=(sendrecv|sendonly|recvonly|inactive)")) {
        Direction way = Direction.valueOf(line.substring(2).toUpperCase(java.util.Locale.ROOT));
        if (media.isEmpty()) {
          session = way;
        } else if (media.get(media.size() - 1).on) {
          media.add(media.remove(media.size() - 1).flowing(way));
        }
      }
    }
    return List.copyOf(media);
  }
}
