package io.tollgate.diameter.profile;

/** A profile that cannot be used: its file, the line and why. */
public final class ProfileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  ProfileException(String message) {
    super(message);
  }
}
