package io.tollgate.sip.body;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A session description (RFC 8866) as its session lines and its media sections; what is not asked
 * for stays as it was written.
 */
public record Sdp(List<String> session, List<Section> media) {

  public static final String CONTENT_TYPE = "application/sdp";

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern DYNAMIC = Pattern.compile("9[6-9]|1[01]\\d|12[0-7]");
  private static final Pattern OF_FORMAT = Pattern.compile("^a=(?:rtpmap|fmtp|rtcp-fb):(\\d+) ");

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

    /** Who is to send what to where, whatever else is said about it. */
    private Set<String> essence(@Nullable Direction otherwise) {
      if (port() == 0) {
        return Set.of(kind());
      }
      Set<String> said = new HashSet<>();
      said.add(SPACE.matcher(line).replaceAll(" ").strip());
      for (String attribute : lines) {
        if (attribute.startsWith("c=") || attribute.startsWith("a=path:")) {
          said.add(attribute.strip());
        }
      }
      Direction own = direction();
      Direction effective = own == null ? otherwise : own;
      said.add((effective == null ? Direction.SENDRECV : effective).attribute());
      return said;
    }

    public Section withPort(int port) {
      return new Section(line.replaceFirst("^(m=\\S+\\s+)\\S+", "$1" + port), lines);
    }

    /**
     * Of what this description takes, only what the other one knows, too (RFC 3264 6.1); as it is
     * where that would be nothing, and where no RTP is meant.
     */
    public Section withFormatsOf(Section other) {
      List<String> own = formats();
      Set<String> known = new HashSet<>();
      other.formats().forEach(format -> known.add(other.codec(format)));
      List<String> common = own.stream().filter(format -> known.contains(codec(format))).toList();
      if (common.isEmpty() || common.equals(own) || !kind().contains(" RTP/")) {
        return this;
      }
      String[] words = SPACE.split(line.strip(), 4);
      return new Section(
          words[0] + ' ' + words[1] + ' ' + words[2] + ' ' + String.join(" ", common),
          lines.stream()
              .filter(
                  attribute -> {
                    Matcher of = OF_FORMAT.matcher(attribute);
                    return !of.find() || common.contains(of.group(1));
                  })
              .toList());
    }

    private List<String> formats() {
      String[] words = SPACE.split(line.strip(), 4);
      return words.length < 4 ? List.of() : List.of(SPACE.split(words[3].strip(), -1));
    }

    /** A dynamic payload type means what its rtpmap says. */
    private String codec(String format) {
      String prefix = "a=rtpmap:" + format + ' ';
      return DYNAMIC.matcher(format).matches()
          ? lines.stream()
              .filter(attribute -> attribute.startsWith(prefix))
              .map(
                  attribute ->
                      attribute.substring(prefix.length()).strip().toLowerCase(Locale.ROOT))
              .findFirst()
              .orElse(format)
          : format;
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
        && Objects.equals(origin(), former.origin());
  }

  /** Whether media goes the same ways: the same is accepted, in the same directions. */
  public boolean agreesWith(Sdp other) {
    if (media.size() != other.media.size() || !connection().equals(other.connection())) {
      return false;
    }
    for (int i = 0; i < media.size(); i++) {
      if (!media
          .get(i)
          .essence(direction())
          .equals(other.media.get(i).essence(other.direction()))) {
        return false;
      }
    }
    return true;
  }

  private String connection() {
    return session.stream().filter(line -> line.startsWith("c=")).findFirst().orElse("").strip();
  }

  /** For all media that say nothing else. */
  private @Nullable Direction direction() {
    return session.stream().map(Direction::of).filter(Objects::nonNull).findFirst().orElse(null);
  }

  /** Of the medium in this place, which the session may say for all (RFC 8866 6.7). */
  public Direction direction(int place) {
    Direction own = place < media.size() ? media.get(place).direction() : null;
    Direction effective = own == null ? direction() : own;
    return effective == null ? Direction.SENDRECV : effective;
  }

  /**
   * As an answer to this offer: it takes no more than was offered (RFC 3264 6.1), though there are
   * clients that say the same to whatever they are offered.
   */
  public Sdp answering(Sdp offer) {
    List<Section> restricted = new ArrayList<>(media);
    for (int i = 0; i < media.size(); i++) {
      Direction own = direction(i);
      Direction possible = own.within(offer.direction(i).answered());
      if (possible != own) {
        restricted.set(i, media.get(i).withDirection(possible));
      }
    }
    return new Sdp(session, restricted);
  }

  /** The places of the media that are declined or withdrawn. */
  public Set<Integer> declined() {
    Set<Integer> places = new HashSet<>();
    for (int i = 0; i < media.size(); i++) {
      if (media.get(i).port() == 0) {
        places.add(i);
      }
    }
    return places;
  }

  /** With the media in these places withdrawn. */
  public Sdp without(Set<Integer> places) {
    List<Section> left = new ArrayList<>(media);
    places.stream()
        .filter(place -> place < left.size())
        .forEach(place -> left.set(place, left.get(place).withPort(0)));
    return new Sdp(session, left);
  }

  /**
   * With a version that a party who was told the former one sees to be newer (RFC 3264 8): what two
   * parties wrote, and this server, goes to it as if one had written it.
   */
  public Sdp after(Sdp former) {
    String[] own = words(origin());
    String[] last = words(former.origin());
    if (own.length < 6
        || last.length < 6
        || !own[0].equals(last[0])
        || !own[1].equals(last[1])
        || (media.equals(former.media) && own[2].equals(last[2]))) {
      return this;
    }
    try {
      long version = Long.parseUnsignedLong(last[2]);
      return Long.compareUnsigned(Long.parseUnsignedLong(own[2]), version) > 0
          ? this
          : withVersion(version + 1);
    } catch (NumberFormatException e) {
      return this;
    }
  }

  private static String[] words(@Nullable String origin) {
    return origin == null ? new String[0] : SPACE.split(origin.strip());
  }

  private Sdp withVersion(long version) {
    List<String> lines = new ArrayList<>(session);
    lines.replaceAll(
        line -> {
          String[] words = line.startsWith("o=") ? words(line) : new String[0];
          if (words.length < 3) {
            return line;
          }
          words[2] = Long.toUnsignedString(version);
          return String.join(" ", words);
        });
    return new Sdp(lines, media);
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

    /** What both allow. */
    Direction within(Direction other) {
      boolean sends = sends() && other.sends();
      boolean receives = receives() && other.receives();
      return sends ? receives ? SENDRECV : SENDONLY : receives ? RECVONLY : INACTIVE;
    }

    private boolean sends() {
      return this == SENDRECV || this == SENDONLY;
    }

    private boolean receives() {
      return this == SENDRECV || this == RECVONLY;
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
