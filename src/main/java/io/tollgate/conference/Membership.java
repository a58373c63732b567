package io.tollgate.conference;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may dial in. Whoever was removed may not, until invited again; where only invited ones may,
 * those who lost their connection may come back, and those who left may not.
 */
final class Membership {

  private final boolean invitedOnly;
  private final Set<UserAddress> expected = new HashSet<>();
  private final Set<UserAddress> removed = new HashSet<>();

  Membership(boolean invitedOnly) {
    this.invitedOnly = invitedOnly;
  }

  void invited(UserAddress address) {
    removed.remove(address);
    expected.add(address);
  }

  void entered(Collection<UserAddress> addresses) {
    expected.addAll(addresses);
  }

  void left(Collection<UserAddress> addresses) {
    addresses.forEach(expected::remove);
  }

  void removed(Collection<UserAddress> addresses) {
    left(addresses);
    removed.addAll(addresses);
  }

  /** As it was at another server. */
  void restore(Collection<UserAddress> members, Collection<UserAddress> gone) {
    expected.addAll(members);
    removed.addAll(gone);
  }

  Set<UserAddress> members() {
    return expected;
  }

  Set<UserAddress> removed() {
    return removed;
  }

  boolean admits(User user) {
    return user.addresses().stream().noneMatch(removed::contains)
        && (!invitedOnly || user.addresses().stream().anyMatch(expected::contains));
  }
}
