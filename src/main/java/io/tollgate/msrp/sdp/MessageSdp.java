package io.tollgate.msrp.sdp;

import io.tollgate.msrp.MsrpSdpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the message media of an SDP, and puts Tollgate into it. */
public final class MessageSdp {
  private static final Pattern FILE_SIZE =
      Pattern.compile("(?i)(?:^|\\s)size:(\\d{1,18})(?:\\s|$)");

  /** A file's name, which may say anything. */
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  private static final int MAX_HOPS = 8;

  private MessageSdp() {}

  /** The message media in use, or null when the SDP has none. */
  public static @Nullable MessageMedia read(String sdp) {
    SdpText text = SdpText.of(sdp);
    int index = text.messageIndex();
    return index < 0 ? null : read(text, text.media.get(index));
  }

  /** Whether the SDP has message media in use. */
  public static boolean carriesMessages(String sdp) {
    return SdpText.of(sdp).messageIndex() >= 0;
  }

  private static MessageMedia read(SdpText text, List<String> section) {
    String path = SdpText.value(section, "a=path:");
    if (path == null) {
      throw new MsrpSdpException("m=message without a=path (expected: a=path:msrp://...)");
    }
    List<MsrpUri> hops = new ArrayList<>();
    for (String uri : path.split("\\s+")) {
      hops.add(MsrpUri.parse(uri));
    }
    if (hops.size() > MAX_HOPS) {
      throw new MsrpSdpException(
          "a=path: " + hops.size() + " URIs (expected: at most " + MAX_HOPS + ")");
    }
    String selector = SdpText.value(section, "a=file-selector:");
    Matcher size =
        FILE_SIZE.matcher(selector == null ? "" : QUOTED.matcher(selector).replaceAll(""));
    String max = SdpText.value(section, "a=max-size:");
    return new MessageMedia(
        SdpText.isSecure(section),
        connectionHost(text, section),
        SdpText.port(section),
        List.copyOf(hops),
        words(SdpText.value(section, "a=accept-types:")),
        words(SdpText.value(section, "a=accept-wrapped-types:")),
        max != null && max.matches("\\d{1,18}")
            ? OptionalLong.of(Long.parseLong(max))
            : OptionalLong.empty(),
        size.find() ? OptionalLong.of(Long.parseLong(size.group(1))) : OptionalLong.empty(),
        Setup.of(text.attribute(section, "setup")),
        SdpText.flag(section, "msrp-cema"),
        text.attribute(section, "fingerprint"));
  }

  private static @Nullable String connectionHost(SdpText text, List<String> section) {
    String own = SdpText.value(section, "c=");
    String line = own != null ? own : SdpText.value(text.session, "c=");
    if (line == null) {
      return null;
    }
    String[] words = line.split("\\s+");
    return words.length == 3 ? words[2] : null;
  }

  private static List<String> words(@Nullable String value) {
    return value == null || value.isBlank()
        ? List.of()
        : List.of(value.trim().toLowerCase(Locale.ROOT).split("\\s+"));
  }

  /**
   * The SDP with Tollgate in the path of its message media. Accepted types, file selectors and
   * everything unknown stay; a second message media is declined, as a leg has one session.
   */
  public static String anchor(String sdp, LocalMedia local) {
    SdpText text = SdpText.of(sdp);
    int index = text.messageIndex();
    for (int i = 0; i < text.media.size(); i++) {
      List<String> section = text.media.get(i);
      if (i == index) {
        text.media.set(i, anchored(section, local));
      } else if (index >= 0 && SdpText.isMessage(section)) {
        section.set(0, section.get(0).replaceFirst("(?i)^(m=message\\s+)\\d+", "$10"));
      }
    }
    return text.toString();
  }

  private static List<String> anchored(List<String> section, LocalMedia local) {
    List<String> out = new ArrayList<>();
    out.add(local.mediaLine());
    int next = 1;
    if (section.size() > 1 && section.get(1).startsWith("i=")) {
      out.add(section.get(next++));
    }
    out.add(local.connectionLine());
    for (String line : section.subList(next, section.size())) {
      String name = line.toLowerCase(Locale.ROOT);
      if (name.startsWith("a=path:")) {
        out.add(local.pathLine());
      } else if (name.startsWith("a=max-size:")) {
        out.add("a=max-size:" + lower(line.substring(11).trim(), local.maxSize()));
      } else if (!name.startsWith("c=")
          && !name.startsWith("a=setup:")
          && !name.startsWith("a=fingerprint:")) {
        out.add(line);
      }
    }
    addOwn(out, local);
    return out;
  }

  static void addOwn(List<String> lines, LocalMedia local) {
    Setup setup = local.setup();
    if (setup != null) {
      lines.add("a=setup:" + setup.text());
    }
    String fingerprint = local.fingerprint();
    if (fingerprint != null) {
      lines.add("a=fingerprint:" + fingerprint);
    }
  }

  private static String lower(String offered, long limit) {
    return offered.matches("\\d{1,18}") && Long.parseLong(offered) <= limit
        ? offered
        : Long.toString(limit);
  }
}
