package io.tollgate.sip;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which function serves a request. */
public enum Role {
  PARTICIPATING,
  CONTROLLING;

  /**
   * Chooses by Request-URI, as the controlling function is the one that such URIs belong to.
   *
   * @param factoryUris conference factory URIs, compared without parameters
   * @param groupUris whole URIs of groups, chat rooms and conferences
   */
  public record Selection(List<String> factoryUris, List<Pattern> groupUris) {

    public Selection {
      factoryUris = factoryUris.stream().map(Selection::bare).toList();
      groupUris = List.copyOf(groupUris);
    }

    public boolean isFactory(String requestUri) {
      return factoryUris.contains(bare(requestUri));
    }

    public Role of(String requestUri) {
      String uri = bare(requestUri);
      boolean group =
          factoryUris.contains(uri)
              || groupUris.stream().anyMatch(pattern -> pattern.matcher(uri).matches());
      return group ? CONTROLLING : PARTICIPATING;
    }

    private static String bare(String uri) {
      return uri.replaceFirst("[;?].*", "").toLowerCase(Locale.ROOT);
    }
  }
}
