import { App, TerraformStack } from 'cdktf';
import { gatewayApi, type IstioVersion, MeshContext } from '../../../../constructs';
import { WARNS_OF_ITSELF } from '../../../../constructs/severity';

const spec: gatewayApi.InferencePoolSpec = {
  selector: { matchLabels: { app: 'vllm' } },
  targetPorts: [{ number: 8000 }],
  endpointPickerRef: { name: 'vllm-epp', port: { number: 9002 } },
};

function pool(own: unknown = spec, istioVersion: IstioVersion = '1.31') {
  const stack = new TerraformStack(new App(), 'test');
  MeshContext.set(stack, { istioVersion });
  const metadata = { name: 'vllm', namespace: 'models' };
  return new gatewayApi.InferencePool(stack, 'Pool', { metadata, spec: own as gatewayApi.InferencePoolSpec });
}

const warningsOf = (made: gatewayApi.InferencePool) => made[WARNS_OF_ITSELF].map(({ text }) => text);

describe('a pool of model servers', () => {
  it('is of the API of the extension, and read by an istiod that is told to', () => {
    expect(pool().manifest).toMatchObject({
      apiVersion: 'inference.networking.k8s.io/v1',
      kind: 'InferencePool',
      spec,
    });
    expect(warningsOf(pool())).toEqual([
      'Istio 1.31 reads InferencePool only where its istiod has ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true',
    ]);
    expect(warningsOf(pool(spec, '1.27'))).toEqual(['Istio 1.27 does not read InferencePool']);
    const { endpointPickerRef: _, ...others } = spec;
    expect(warningsOf(pool(others))).toContainEqual(
      'Istio 1.31 does not read pools without endpointPickerRef, expected the Service of an endpoint picker',
    );
  });

  it('is checked by every rule of the definitions, all at once', () => {
    const faulty = {
      selector: { matchLabels: {} },
      targetPorts: [{ number: 8000 }, { number: 8000 }],
      endpointPickerRef: { name: 'vllm-epp', failMode: 'FailOpen' },
    };
    expect(() => pool(faulty)).toThrow(
      [
        'spec.selector.matchLabels: expected from 1 to 64 entries, got 0 entries',
        'spec.targetPorts: expected each port number once',
        'spec.endpointPickerRef.failMode: unknown field (did you mean "failureMode"?)',
      ]
        .map((fault) => `test/Pool: InferencePool "vllm": ${fault}`)
        .join('\n'),
    );
    expect(() => pool({ ...spec, endpointPickerRef: { name: 'vllm-epp' } })).toThrow(
      'spec.endpointPickerRef: expected a port, because it is a Service',
    );
  });
});
