package io.tollgate.sip.body;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One part of a body; a body that is no multipart is its only part.
 *
 * @param disposition the Content-Disposition, for instance recipient-list, if there is one
 * @param contentId the Content-ID without angle brackets, if there is one
 */
public record BodyPart(
    ContentType type, @Nullable ContentType disposition, @Nullable String contentId, byte[] bytes) {

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  public boolean hasDisposition(String wanted) {
    return disposition != null && disposition.is(wanted);
  }
}
