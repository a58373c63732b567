package io.tollgate.launcher;

import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the socket wants to know of a message. */
final class SipText {
  private static final int MOST = 4096;
  private static final Pattern TO =
      Pattern.compile("\\r\\n(?:To|t):([^\\r\\n]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern BRANCH =
      Pattern.compile(";branch=z9hG4bK([A-Za-z0-9-]+)_", Pattern.CASE_INSENSITIVE);
  private static final int MOST_BEFORE_THE_BRANCH = 1024;
  private static final Pattern USER = Pattern.compile("<sips?:([^@>]*)@");

  private SipText() {}

  private static String head(DatagramPacket packet, int most) {
    return new String(
        packet.getData(),
        packet.getOffset(),
        Math.min(most, packet.getLength()),
        StandardCharsets.ISO_8859_1);
  }

  private static String to(DatagramPacket packet) {
    Matcher to = TO.matcher(head(packet, MOST));
    return to.find() ? to.group(1) : "";
  }

  static boolean isResponse(DatagramPacket packet) {
    return head(packet, 8).equals("SIP/2.0 ");
  }

  /** The application session whose branch is the topmost; what has none counts together. */
  static String session(DatagramPacket packet) {
    Matcher branch = BRANCH.matcher(head(packet, MOST_BEFORE_THE_BRANCH));
    return branch.find() ? branch.group(1) : "";
  }

  static boolean isInDialog(DatagramPacket packet) {
    return to(packet).contains(";tag=");
  }

  static @Nullable String toUser(DatagramPacket packet) {
    Matcher user = USER.matcher(to(packet));
    return user.find() ? user.group(1) : null;
  }
}
