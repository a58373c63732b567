package io.tollgate.sip.body;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a multipart/mixed body apart (RFC 2046 5.1), one level deep. */
public final class Multipart {

  private static final int MAX_PARTS = 16;
  private static final int MAX_HEADER_BYTES = 4096;
  private static final int MAX_BOUNDARY = 70;

  private Multipart() {}

  /**
   * The parts of the body, or the body itself if its type is another.
   *
   * @param disposition the message's own Content-Disposition, if it has one
   */
  public static List<BodyPart> parts(String type, @Nullable String disposition, byte[] body)
      throws BodyException {
    ContentType contentType = ContentType.parse(type);
    if (!contentType.value().startsWith("multipart/")) {
      return List.of(
          new BodyPart(
              contentType,
              disposition == null ? null : ContentType.parse(disposition),
              null,
              body));
    }
    String boundary = contentType.parameter("boundary");
    if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw new BodyException(
          400, "multipart boundary: " + boundary + " (expected: 1 to 70 characters)");
    }
    List<BodyPart> parts = new ArrayList<>();
    for (Place place : split(body, boundary)) {
      parts.add(part(body, place.start, place.end));
    }
    return parts;
  }

  /**
   * A multipart body with other content in the first part of the wanted type; everything else,
   * headers of parts included, stays as it came.
   */
  public static byte[] replacing(String type, byte[] body, String wanted, byte[] content)
      throws BodyException {
    String boundary = ContentType.parse(type).parameter("boundary");
    for (Place place : split(body, boundary == null ? "" : boundary)) {
      BodyPart part = part(body, place.start, place.end);
      if (part.type().is(wanted)) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(body.length + content.length);
        whole.write(body, 0, place.end - part.bytes().length);
        whole.writeBytes(content);
        whole.write(body, place.end, body.length - place.end);
        return whole.toByteArray();
      }
    }
    throw new BodyException(400, "multipart body without " + wanted);
  }

  /** Where a part lies, its headers included. */
  private record Place(int start, int end) {}

  private static List<Place> split(byte[] body, String boundary) throws BodyException {
    byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    List<Place> parts = new ArrayList<>();
    int at = delimiterAt(body, 0, delimiter);
    if (at < 0) {
      throw new BodyException(400, "multipart body without its boundary");
    }
    while (true) {
      int after = at + delimiter.length;
      if (startsWith(body, after, (byte) '-', (byte) '-')) {
        break;
      }
      int start = afterLine(body, after);
      int next = start < 0 ? -1 : delimiterAt(body, start, delimiter);
      if (next < 0) {
        throw new BodyException(400, "multipart body without its closing boundary");
      }
      if (parts.size() == MAX_PARTS) {
        throw new BodyException(413, "multipart body of more than " + MAX_PARTS + " parts");
      }
      parts.add(new Place(start, endOfContent(body, start, next)));
      at = next;
    }
    return parts;
  }

  private static BodyPart part(byte[] body, int start, int end) throws BodyException {
    ContentType type = new ContentType("text/plain", Map.of());
    ContentType disposition = null;
    String contentId = null;
    int at = start;
    while (at < end) {
      int lineEnd = endOfLine(body, at, end);
      String line = new String(body, at, lineEnd - at, StandardCharsets.UTF_8).strip();
      at = Math.min(end, skipLineBreak(body, lineEnd, end));
      if (line.isEmpty()) {
        return new BodyPart(type, disposition, contentId, Arrays.copyOfRange(body, at, end));
      }
      if (at - start > MAX_HEADER_BYTES) {
        throw new BodyException(413, "headers of a body part exceed " + MAX_HEADER_BYTES);
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new BodyException(400, "header of a body part without a colon");
      }
      String value = line.substring(colon + 1).strip();
      switch (line.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
        case "content-type", "c" -> type = ContentType.parse(value);
        case "content-disposition" -> disposition = ContentType.parse(value);
        case "content-id" -> contentId = value.replaceAll("^<|>$", "");
        case "content-transfer-encoding" -> requireIdentity(value);
        case "content-encoding", "e" -> requireIdentity(value);
        default -> {}
      }
    }
    throw new BodyException(400, "body part without an empty line after its headers");
  }

  private static void requireIdentity(String encoding) throws BodyException {
    switch (encoding.toLowerCase(Locale.ROOT)) {
      case "7bit", "8bit", "binary", "identity" -> {}
      default ->
          throw new BodyException(
              415, "body part encoding: " + encoding + " (expected: binary, 8bit or 7bit)");
    }
  }

  /** A delimiter counts only at the start of a line. */
  private static int delimiterAt(byte[] body, int from, byte[] delimiter) {
    for (int i = from; i <= body.length - delimiter.length; i++) {
      if ((i == 0 || body[i - 1] == '\n')
          && Arrays.equals(body, i, i + delimiter.length, delimiter, 0, delimiter.length)
          && endsDelimiter(body, i + delimiter.length)) {
        return i;
      }
    }
    return -1;
  }

  /** So that boundary "a" is not found in the line of boundary "ab". */
  private static boolean endsDelimiter(byte[] body, int at) {
    return at >= body.length
        || body[at] == '\r'
        || body[at] == '\n'
        || body[at] == ' '
        || body[at] == '\t'
        || startsWith(body, at, (byte) '-', (byte) '-');
  }

  private static boolean startsWith(byte[] body, int at, byte first, byte second) {
    return at + 1 < body.length && body[at] == first && body[at + 1] == second;
  }

  private static int afterLine(byte[] body, int from) {
    for (int i = from; i < body.length; i++) {
      if (body[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int endOfLine(byte[] body, int from, int end) {
    int i = from;
    while (i < end && body[i] != '\n') {
      i++;
    }
    return i > from && body[i - 1] == '\r' ? i - 1 : i;
  }

  private static int skipLineBreak(byte[] body, int at, int end) {
    int i = at;
    if (i < end && body[i] == '\r') {
      i++;
    }
    return i < end && body[i] == '\n' ? i + 1 : i;
  }

  /** The line break before a delimiter belongs to the delimiter. */
  private static int endOfContent(byte[] body, int start, int delimiter) {
    int end = delimiter;
    if (end > start && body[end - 1] == '\n') {
      end--;
      if (end > start && body[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }
}
