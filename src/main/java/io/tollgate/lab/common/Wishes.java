package io.tollgate.lab.common;

import io.tollgate.lab.fault.Reply;
import io.tollgate.lab.stack.Demands;
import io.tollgate.lab.stack.LabRequest;
import io.tollgate.lab.stack.StrictDictionary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a function wants requests: its dictionary, if it is strict, and what it demands besides. */
public final class Wishes {
  private static final long AVP_UNSUPPORTED = 5001;

  private final @Nullable StrictDictionary dictionary;
  private final Demands demands;

  private Wishes(@Nullable StrictDictionary dictionary, Demands demands) {
    this.dictionary = dictionary;
    this.demands = demands;
  }

  /**
   * @param function {@code ocs} or {@code cdf}
   */
  public static Wishes of(LabConfig config, String function) {
    boolean strict = config.text(function + ".dictionary").equals("strict");
    return new Wishes(
        strict ? StrictDictionary.without(codes(config, function)) : null,
        Demands.parse(config.text(function + ".demands")));
  }

  private static List<Long> codes(LabConfig config, String function) {
    return Arrays.stream(config.text(function + ".dictionary.without").split(","))
        .map(String::strip)
        .filter(code -> !code.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  /** How the request is refused; nothing where it is as it should be. */
  public Optional<Reply> refused(LabRequest request, String type) {
    Optional<Reply> unknown =
        dictionary == null
            ? Optional.empty()
            : dictionary.refused(request).map(one -> new Reply(AVP_UNSUPPORTED, one::write));
    return unknown.isPresent()
        ? unknown
        : demands.refused(request, type).map(one -> new Reply(one.result(), one::write));
  }
}
