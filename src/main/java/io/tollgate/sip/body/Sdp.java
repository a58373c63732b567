package io.tollgate.sip.body;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session description (RFC 8866) as its session lines and its media sections; what is not asked
 * for stays as it was written.
 */
public record Sdp(List<String> session, List<Section> media) {

  public static final String CONTENT_TYPE = "application/sdp";

  private static final Pattern SPACE = Pattern.compile("\\s+");

  /**
   * @param line the m= line
   * @param lines everything below it
   */
  public record Section(String line, List<String> lines) {

    public Section {
      lines = List.copyOf(lines);
    }

    /** 0 where the media is declined or withdrawn. */
    public int port() {
      String[] words = SPACE.split(line, 3);
      try {
        return words.length > 1 ? Integer.parseInt(words[1].replaceFirst("/.*", "")) : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    /** Media type and transport: what must agree between an offer and its answer. */
    public String kind() {
      String[] words = SPACE.split(line, 4);
      return words.length > 2 ? words[0] + ' ' + words[2] : line;
    }

    /** RFC 3264 5.1: sendrecv unless the description says otherwise. */
    public @Nullable Direction direction() {
      for (String attribute : lines) {
        Direction direction = Direction.of(attribute);
        if (direction != null) {
          return direction;
        }
      }
      return null;
    }

    public Section withPort(int port) {
      return new Section(line.replaceFirst("^(m=\\S+\\s+)\\S+", "$1" + port), lines);
    }

    public Section withDirection(Direction direction) {
      List<String> changed = new ArrayList<>(lines);
      changed.removeIf(attribute -> Direction.of(attribute) != null);
      changed.add("a=" + direction.attribute());
      return new Section(line, changed);
    }
  }

  public Sdp {
    session = List.copyOf(session);
    media = List.copyOf(media);
  }

  public static Sdp parse(String text) {
    List<String> session = new ArrayList<>();
    List<Section> media = new ArrayList<>();
    List<String> lines = session;
    String section = null;
    for (String ended : text.split("\n")) {
      String raw = ended.endsWith("\r") ? ended.substring(0, ended.length() - 1) : ended;
      if (raw.isBlank()) {
        continue;
      }
      if (raw.startsWith("m=")) {
        if (section != null) {
          media.add(new Section(section, lines));
        }
        section = raw;
        lines = new ArrayList<>();
      } else {
        lines.add(raw);
      }
    }
    if (section != null) {
      media.add(new Section(section, lines));
    }
    return new Sdp(session, media);
  }

  /** The o= line, which changes with every change of the description (RFC 3264 8). */
  public @Nullable String origin() {
    for (String line : session) {
      if (line.startsWith("o=")) {
        return line;
      }
    }
    return null;
  }

  /** Same version and same media: a refresh, not a modification (RFC 4028 7.4). */
  public boolean repeats(@Nullable Sdp former) {
    return former != null
        && media.equals(former.media)
        && java.util.Objects.equals(origin(), former.origin());
  }

  /** As sent next by the same party: the version of the o= line rises by one (RFC 3264 8). */
  public Sdp nextVersion() {
    List<String> lines = new ArrayList<>(session);
    lines.replaceAll(line -> line.startsWith("o=") ? risen(line) : line);
    return new Sdp(lines, media);
  }

  private static String risen(String origin) {
    String[] words = origin.split(" ");
    if (words.length < 3) {
      return origin;
    }
    try {
      words[2] = Long.toUnsignedString(Long.parseUnsignedLong(words[2]) + 1);
    } catch (NumberFormatException e) {
      return origin;
    }
    return String.join(" ", words);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    session.forEach(line -> text.append(line).append("\r\n"));
    for (Section section : media) {
      text.append(section.line()).append("\r\n");
      section.lines().forEach(line -> text.append(line).append("\r\n"));
    }
    return text.toString();
  }

  /** Who may send (RFC 3264 5.1). */
  public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    static @Nullable Direction of(String line) {
      return switch (line.trim()) {
        case "a=sendrecv" -> SENDRECV;
        case "a=sendonly" -> SENDONLY;
        case "a=recvonly" -> RECVONLY;
        case "a=inactive" -> INACTIVE;
        default -> null;
      };
    }

    String attribute() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The answer that takes the offer as it is (RFC 3264 6.1). */
    public Direction answered() {
      return switch (this) {
        case SENDRECV -> SENDRECV;
        case SENDONLY -> RECVONLY;
        case RECVONLY -> SENDONLY;
        case INACTIVE -> INACTIVE;
      };
    }
  }
}
