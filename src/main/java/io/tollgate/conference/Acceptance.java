package io.tollgate.conference;

import io.tollgate.charging.record.Media;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a 200 to our INVITE said.
 *
 * @param asserted its P-Asserted-Identity URIs
 */
public record Acceptance(@Nullable Media media, List<String> asserted) {

  public Acceptance {
    asserted = List.copyOf(asserted);
  }
}
