export { HelloWorld, type HelloWorldProps, type HelloWorldVersion } from './hello-world';
