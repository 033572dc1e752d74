package io.isequencer.oracle.judge;

import io.isequencer.rules.Property;
import java.util.Objects;

/** Ends a case with a verdict. */
public final class VerdictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Verdict verdict;
    private final transient Finding finding;

    public VerdictException(Verdict verdict, Finding finding) {
        super(finding.got() + "; allowed: " + finding.allowed());
        this.verdict = Objects.requireNonNull(verdict, "verdict");
        this.finding = finding;
    }

    /** A rule was broken. */
    public static VerdictException fail(Property property, String allowed, String got) {
        return new VerdictException(Verdict.FAIL, Finding.of(property.id(), allowed, got));
    }

    /** A rule was broken, which may be another one than the case's. */
    public static VerdictException fail(Property property, String rule, String allowed, String got) {
        return new VerdictException(Verdict.FAIL, new Finding(property.id(), rule, allowed, got));
    }

    /** The adapter does not speak the protocol. */
    public static VerdictException brokeProtocol(String allowed, String got) {
        return new VerdictException(
                Verdict.BROKE_PROTOCOL, new Finding(Property.PROTOCOL.id(), Property.PROTOCOL.nearest(), allowed, got));
    }

    public Verdict verdict() {
        return verdict;
    }

    public Finding finding() {
        return finding;
    }
}
