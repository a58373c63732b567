package io.tollgate.console.view;

import io.tollgate.log.Masked;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Subscribers' identities as a reader may see them. */
public enum Identities {
  WHOLE {
    @Override
    public String of(String identity) {
      return identity;
    }

    @Override
    public String within(String text) {
      return text;
    }
  },
  MASKED {
    @Override
    public String of(String identity) {
      return identity.isEmpty() || identity.contains("***") ? identity : Masked.of(identity);
    }

    @Override
    public String within(String text) {
      return USER.matcher(text).replaceAll("$1***");
    }
  };

  private static final Pattern USER =
      Pattern.compile(
          "((?:sips?|im|pres):[^@;>\\s\"]{0,2}|tel:[^;>\\s\"]{0,3})[^@;>\\s\"]*",
          Pattern.CASE_INSENSITIVE);

  public abstract String of(String identity);

  /** Of all that stand somewhere in a text. */
  public abstract String within(String text);

  public @Nullable String maybe(@Nullable String identity) {
    return identity == null ? null : of(identity);
  }
}
