package io.tollgate.cluster;

/** Settles what a dead node owes. */
public interface Successor {

  /** Begins to; its lease is renewed meanwhile. */
  Settlement settle(Lease dead) throws ClusterException;

  /** What is being done for one dead node. */
  interface Settlement extends AutoCloseable {

    /** Nothing is owed any more but dead letters. */
    boolean isSettled();

    /** An id of this server's own for a dead letter of the other. */
    long nextLetter();

    @Override
    void close();
  }
}
