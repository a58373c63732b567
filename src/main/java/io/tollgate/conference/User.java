package io.tollgate.conference;

import java.util.List;

/**
 * One user with all the addresses that the network knows for the same person: a number and a SIP
 * URI, or several (RFC 3325 9.1, implicitly registered identities).
 *
 * @param addresses the first one stands for the user in records
 * @param anonymous whether others are not told who this is (RFC 3323)
 */
public record User(List<UserAddress> addresses, boolean anonymous) {

  /** Named where somebody does not want to be. */
  public static final UserAddress ANONYMOUS = UserAddress.of("sip:anonymous@anonymous.invalid");

  public User {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("addresses: none (expected: at least one)");
    }
  }

  public static User of(UserAddress address) {
    return new User(List.of(address), false);
  }

  public UserAddress address() {
    return addresses.get(0);
  }

  public boolean is(UserAddress address) {
    return addresses.contains(address);
  }

  /** What others may be told of this user. */
  public UserAddress shown() {
    return anonymous ? ANONYMOUS : address();
  }
}
