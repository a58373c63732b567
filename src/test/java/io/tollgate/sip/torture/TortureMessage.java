package io.tollgate.sip.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One block of {@code rfc4475.txt}. */
record TortureMessage(String name, String section, String expectation, String text) {

  static List<TortureMessage> all() {
    try {
      List<TortureMessage> messages = new ArrayList<>();
      String file = Files.readString(Path.of("src/test/resources/torture/rfc4475.txt"));
      String[] blocks = file.split("(?m)^=== ");
      for (int i = 1; i < blocks.length; i++) {
        int end = blocks[i].indexOf('\n');
        String[] head = blocks[i].substring(0, end).split(" ");
        messages.add(new TortureMessage(head[0], head[1], head[2], blocks[i].substring(end + 1)));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean mayBeDropped() {
    return expectation.equals("silent") || expectation.startsWith("refused");
  }

  byte[] octets(String via, String server, String far, String run) {
    String template =
        text.replace("[via]", via)
            .replace("[server]", server)
            .replace("[run]", run)
            .replace("[far]", far)
            .replace("\n", "\r\n");
    String[] parts = template.split("\r\n\r\n", 2);
    String filled =
        template.replace(
            "[length]", Integer.toString(parts.length < 2 ? 0 : encode(parts[1]).length));
    byte[] octets = encode(filled);
    return text.contains("\n\n") ? octets : encode(filled + "\r\n");
  }

  private static byte[] encode(String filled) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int i = 0; i < filled.length(); i++) {
      if (filled.startsWith("\\x", i)) {
        octets.write(Integer.parseInt(filled.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        octets.writeBytes(filled.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return octets.toByteArray();
  }

  @Override
  public String toString() {
    return section + " " + name;
  }
}
