package io.tollgate.charging;

import java.util.regex.Pattern;

/** A URI in which {@code *} stands for any text, whatever the case of its letters. */
public final class UriPattern {

  private final String written;
  private final Pattern compiled;

  public UriPattern(String written) {
    this.written = written.strip();
    StringBuilder regex = new StringBuilder();
    for (String literal : this.written.split("\\*", -1)) {
      if (regex.length() > 0) {
        regex.append(".*");
      }
      regex.append(literal.isEmpty() ? "(?:)" : Pattern.quote(literal));
    }
    compiled = Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }

  public boolean matches(String uri) {
    return compiled.matcher(uri).matches();
  }

  @Override
  public String toString() {
    return written;
  }
}
