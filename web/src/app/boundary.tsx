// Boundary: a fault of ours on one page leaves the frame standing and says what to do.
import { Component } from 'react';
import type { ReactNode } from 'react';
import { FaultList } from './faults';

interface Properties {
  place: string; ///< Another place is a new start.
  children: ReactNode;
}

export class Boundary extends Component<Properties, { failure: unknown }> {
  override state = { failure: null as unknown };

  static getDerivedStateFromError(failure: unknown): { failure: unknown } {
    return { failure };
  }

  override componentDidUpdate(before: Properties): void {
    if (before.place !== this.props.place && this.state.failure !== null) {
      this.setState({ failure: null });
    }
  }

  override render(): ReactNode {
    if (this.state.failure === null) return this.props.children;
    return (
      <div className="page">
        <FaultList failure={this.state.failure} onRetry={() => window.location.reload()} />
      </div>
    );
  }
}
