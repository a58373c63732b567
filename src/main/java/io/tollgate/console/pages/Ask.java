package io.tollgate.console.pages;

import io.tollgate.console.access.Reader;
import io.tollgate.console.view.Identities;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** One request of somebody who was let in. */
record Ask(HttpServletRequest request, Reader reader) {
  private static final int LONGEST = 512;

  /** Where the application is: links begin with it. */
  String base() {
    return request.getContextPath();
  }

  /** Empty where it is missing; a value that is longer than any that means something is cut. */
  String text(String name) {
    String value = request.getParameter(name);
    if (value == null) {
      return "";
    }
    String bare = value.strip();
    return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST);
  }

  Optional<Long> number(String name) {
    String value = text(name);
    return value.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
  }

  Identities identities() {
    return reader.seesIdentities() ? Identities.WHOLE : Identities.MASKED;
  }

  /** Whether a part of a page is wanted, to put into the page that is there. */
  boolean isForPart() {
    return "true".equals(request.getHeader("HX-Request"));
  }
}
