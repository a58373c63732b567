package io.tollgate.diameter.transport.netty;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one connection by Hop-by-Hop Identifier. The identifiers are ours and consecutive, so
 * an array indexed by their low bits does, and reading it from the oldest on gives the order of
 * sending.
 */
final class PendingRing {
  private final @Nullable PendingRequest[] slots;
  private int nextId;
  private int size;

  /**
   * @param limit how many may be open at a time
   */
  PendingRing(int limit, int firstId) {
    slots = new @Nullable PendingRequest[Integer.highestOneBit(Math.max(8, limit)) * 4];
    nextId = firstId;
  }

  int size() {
    return size;
  }

  /** Takes the request in and returns its identifier. The caller keeps to the limit. */
  int add(PendingRequest request) {
    while (slots[nextId & (slots.length - 1)] != null) {
      nextId++;
    }
    int id = nextId++;
    slots[id & (slots.length - 1)] = request;
    size++;
    return id;
  }

  /** The open request with this identifier, or null when there is none (any more). */
  @Nullable PendingRequest get(int id) {
    PendingRequest request = slots[id & (slots.length - 1)];
    return request != null && request.hopByHop() == id ? request : null;
  }

  void remove(PendingRequest request) {
    int slot = request.hopByHop() & (slots.length - 1);
    if (slots[slot] == request) {
      slots[slot] = null;
      size--;
    }
  }

  /** Visits the open requests in the order they were sent; each may be removed on the way. */
  void forEach(Consumer<PendingRequest> action) {
    for (int i = 0; i < slots.length; i++) {
      PendingRequest request = slots[(nextId + i) & (slots.length - 1)];
      if (request != null) {
        action.accept(request);
      }
    }
  }
}
