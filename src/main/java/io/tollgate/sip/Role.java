package io.tollgate.sip;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which function serves a request. */
public enum Role {
  PARTICIPATING,
  CONTROLLING;

  /**
   * Chooses by Request-URI, as the controlling function is the one that such URIs belong to.
   *
   * @param controlling whole URIs of factories, groups, chat rooms and conferences
   * @param served what the controlling function says it has besides
   */
  public record Selection(List<Pattern> controlling, Predicate<String> served) {

    public Selection {
      controlling = List.copyOf(controlling);
    }

    public Role of(String requestUri) {
      String uri = bare(requestUri);
      return served.test(uri)
              || controlling.stream().anyMatch(pattern -> pattern.matcher(uri).matches())
          ? CONTROLLING
          : PARTICIPATING;
    }

    private static String bare(String uri) {
      return uri.replaceFirst("[;?].*", "").toLowerCase(Locale.ROOT);
    }
  }
}
