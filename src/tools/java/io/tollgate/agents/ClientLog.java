package io.tollgate.agents;

import io.tollgate.agents.UserAgent.Seen;
import io.tollgate.harness.SipText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The SIP messages in what a client writes down while it runs. */
final class ClientLog {
  private static final Pattern START =
      Pattern.compile("(?:SIP/2\\.0 \\d{3} .*|[A-Z]+ (?:sips?|tel):\\S+ SIP/2\\.0)");
  private static final int MOST_OCTETS = 200 * 1024;

  private final Path file;
  private final Pattern sent;
  private final Pattern received;
  private final Pattern end;
  private final Pattern noise;
  private final List<Seen> seen = new ArrayList<>();
  private String rest = "";
  private long position;
  private boolean outwards;
  private boolean inMessages;
  private @Nullable StringBuilder message;

  /**
   * @param sent a line after which what was sent stands
   * @param received a line after which what was received stands, several messages perhaps
   * @param end what comes after a message and is no part of it
   * @param noise whole lines that another thread of the client writes into the midst of others
   */
  ClientLog(Path file, Pattern sent, Pattern received, Pattern end, Pattern noise) {
    this.file = file;
    this.sent = sent;
    this.received = received;
    this.end = end;
    this.noise = noise;
  }

  synchronized List<Seen> seen() {
    String text = noise.matcher(rest + news()).replaceAll("");
    int whole = text.lastIndexOf('\n') + 1;
    rest = text.substring(whole);
    text.substring(0, whole).lines().forEach(this::line);
    return List.copyOf(seen);
  }

  private String news() {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      byte[] octets = new byte[(int) (in.length() - position)];
      in.readFully(octets);
      position += octets.length;
      return new String(octets, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    boolean out = sent.matcher(line).find();
    if (out || received.matcher(line).find()) {
      finish();
      outwards = out;
      inMessages = true;
    } else if (end.matcher(line).find()) {
      append(end.matcher(line).replaceFirst(""));
      finish();
      inMessages = false;
    } else if (inMessages && START.matcher(line).matches()) {
      finish();
      message = new StringBuilder(line).append("\r\n");
    } else {
      append(line + "\r\n");
    }
  }

  private void append(String text) {
    if (message != null && message.length() < MOST_OCTETS) {
      message.append(text);
    }
  }

  private void finish() {
    if (message != null) {
      seen.add(new Seen(outwards, new SipText(message.toString())));
      message = null;
    }
  }
}
