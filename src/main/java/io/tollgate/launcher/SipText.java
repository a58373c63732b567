package io.tollgate.launcher;

import java.net.DatagramPacket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the socket wants to know of a request that the stack has written. */
final class SipText {
  private static final int MOST = 4096;
  private static final Pattern TO =
      Pattern.compile("\\r\\n(?:To|t):([^\\r\\n]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern USER = Pattern.compile("<sips?:([^@>]*)@");

  private SipText() {}

  private static String to(DatagramPacket packet) {
    String text =
        new String(
            packet.getData(),
            packet.getOffset(),
            Math.min(MOST, packet.getLength()),
            StandardCharsets.ISO_8859_1);
    Matcher to = TO.matcher(text);
    return to.find() ? to.group(1) : "";
  }

  static boolean isInDialog(DatagramPacket packet) {
    return to(packet).contains(";tag=");
  }

  static @Nullable String toUser(DatagramPacket packet) {
    Matcher user = USER.matcher(to(packet));
    return user.find() ? user.group(1) : null;
  }
}
